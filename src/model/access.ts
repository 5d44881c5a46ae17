/** What kind of action it is, in the words of the cloud's own classification. */
export type Access = 'list' | 'read' | 'write' | 'tag' | 'permissions'

/** The order in which access words are printed. */
export const ACCESS_ORDER: readonly Access[] = ['list', 'read', 'write', 'tag', 'permissions']
