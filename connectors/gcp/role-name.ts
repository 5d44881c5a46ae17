/** `projects/<id>/roles/<x>`, with or without the service before it, the project by its id. */
export function roleName(name: string, projectIds: ReadonlyMap<string, string>): string {
  const bare = name.replace(/^\/\/iam\.googleapis\.com\//, '')
  const number = /^projects\/([0-9]+)\/(.+)$/.exec(bare)
  return number === null ? bare : `projects/${projectIds.get(number[1] ?? '') ?? number[1] ?? ''}/${number[2] ?? ''}`
}
