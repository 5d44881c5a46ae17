import { ACCESS_ORDER, type Access } from '../../../model/index.js'

/** Application permissions of Microsoft Graph by their id, for grants whose name the snapshot does not tell. */
const TABLE = `
  1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9 Application.ReadWrite.All
  18a4783c-866b-4cc7-a460-3d5e5662c884 Application.ReadWrite.OwnedBy
  9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30 Application.Read.All
  06b708a9-e830-4db3-a914-8e69da51d44f AppRoleAssignment.ReadWrite.All
  7ab1d382-f21e-4acd-a863-ba3e13f7da61 Directory.Read.All
  19dbc75e-c2e2-444c-a770-ec69d8559fc7 Directory.ReadWrite.All
  5b567255-7703-4780-807c-7be8301ae99b Group.Read.All
  62a82d76-70ea-41e2-9197-370581804d09 Group.ReadWrite.All
  98830695-27a2-44f7-8c18-0c3ebc9698f6 GroupMember.Read.All
  dbaae8cf-10b5-4b86-a4a1-f871c94c6695 GroupMember.ReadWrite.All
  9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8 RoleManagement.ReadWrite.Directory
  483bed4a-2ad3-4361-a73b-c83ccdbdc53c RoleManagement.Read.Directory
  89c8469c-83ad-45f7-8ff2-6e3d4285709e ServicePrincipalEndpoint.ReadWrite.All
  df021288-bdef-4463-88db-98f22de89214 User.Read.All
  741f803b-c850-494e-b5df-cde7c675a1ca User.ReadWrite.All
  09850681-111b-4a89-9bed-3f2cae46d706 User.Invite.All
  810c84a8-4a9e-49e6-bf7d-12d183f40d01 Mail.Read
  e2a3a72e-5f79-4c64-b1b1-878b674786c9 Mail.ReadWrite
  b633e1c5-b582-4048-a93e-9f11b44c7e96 Mail.Send
  01d4889c-1287-42c6-ac1f-5d1e02578ef6 Files.Read.All
  75359482-378d-4052-8f01-80520e7db3cd Files.ReadWrite.All
  332a536c-c7ef-4017-ab91-336970924f0d Sites.Read.All
  9492366f-7969-46a4-8d15-ed1a20078fff Sites.ReadWrite.All
  a82116e5-55eb-4c41-a434-62fe8a61c773 Sites.FullControl.All
  798ee544-9d2d-430c-a058-570e29e34338 Calendars.Read
  ef54d2bf-783f-4e0f-bca1-3210c0444d99 Calendars.ReadWrite
  b0afded3-3588-46d8-8b3d-9842eff778da AuditLog.Read.All
  246dd0d5-5bd0-4def-940b-0421030a5b68 Policy.Read.All
  01c0a623-fc9b-48e9-b794-0756f8e8f067 Policy.ReadWrite.ConditionalAccess
  7b2449af-6ccd-4f4d-9f78-e550c193f0d1 ChannelMessage.Read.All
  6b7d71aa-70aa-4810-a8d9-5d9fb2830017 Chat.Read.All
  294ce7c9-31ba-490a-ad7d-97a7d075e4ed Chat.ReadWrite.All
`

let byId: Map<string, string> | null = null

/**
 * The name of an application permission of Microsoft Graph; null for one that is not among those met most often.
 *
 * Ids and names are as Microsoft's own list of application permissions has them, in the stored version e88c567 of
 * `permissions/permissions-descriptions.json` of microsoftgraph/microsoft-graph-devx-content, read on 2026-11-22.
 *
 * @see https://learn.microsoft.com/en-us/graph/permissions-reference
 */
export function graphPermission(id: string): string | null {
  byId ??= new Map(
    TABLE.trim()
      .split('\n')
      .map((line) => line.trim().split(' '))
      .map(([guid = '', name = '']) => [guid, name] as const),
  )
  return byId.get(id.toLowerCase()) ?? null
}

/** Permissions with which their holder gives itself or others more: to the whole tenant in the end. */
const POWER = [
  'RoleManagement.ReadWrite',
  'AppRoleAssignment.ReadWrite',
  'DelegatedPermissionGrant.ReadWrite',
  'PrivilegedAccess.ReadWrite',
  'RoleAssignmentSchedule.ReadWrite',
  'RoleEligibilitySchedule.ReadWrite',
]

/** Beginnings of permissions on what the tenant keeps for its users: mail, files, messages. */
const CONTENT = [
  'Mail',
  'Files',
  'Sites',
  'Calendars',
  'Contacts',
  'Chat',
  'ChannelMessage',
  'Notes',
  'Tasks',
  'OnlineMeetingTranscript',
  'full_access_as_app',
  'EWS',
]

/** What kind of access a permission is, by its name: `Read`, `ReadWrite`, `Send`. */
export function kindOfPermission(name: string): { access: Access[]; data: boolean } {
  const words = name.split('.')
  const found = new Set<Access>()
  if (POWER.some((power) => name.startsWith(power))) found.add('permissions').add('read')
  else if (words.some((word) => word.startsWith('Read') && !word.startsWith('ReadWrite'))) found.add('read')
  else if (words.some((word) => word.startsWith('ReadWrite'))) found.add('read').add('write')
  else found.add('write')
  return { access: ACCESS_ORDER.filter((access) => found.has(access)), data: CONTENT.some((kind) => words[0] === kind) }
}
