/** What is wrong with a record of `decide`: the message is for its author. */
export class RecordError extends Error {}
