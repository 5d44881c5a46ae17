// What it is: the list of AWS resource types that are read, in the order in which they are normalized.
// May import: the resource types beside it.
// Never does: anything else; a type that is not listed here is not read.
import type { ResourceType } from '../resource-type.js'
import { account } from './account.js'
import { iamAccessKey } from './iam-access-key.js'
import { iamCredentialReport } from './iam-credential-report.js'
import { iamGroup } from './iam-group.js'
import { iamInstanceProfile } from './iam-instance-profile.js'
import { iamMfaDevice } from './iam-mfa-device.js'
import { iamOidcProvider } from './iam-oidc-provider.js'
import { iamPolicy } from './iam-policy.js'
import { iamRole } from './iam-role.js'
import { iamSamlProvider } from './iam-saml-provider.js'
import { iamUser } from './iam-user.js'
import { organizationPolicy } from './organization-policy.js'
import { organizationRoot } from './organization-root.js'
import { organization } from './organization.js'
import { organizationalUnit } from './organizational-unit.js'
import { s3Bucket } from './s3-bucket.js'

/**
 * INVARIANT: containers come before what they hold, principals before what hangs on them, and managed policies after
 * everything that refers to them.
 */
export const resourceTypes: readonly ResourceType[] = [
  organization,
  organizationRoot,
  organizationalUnit,
  account,
  organizationPolicy,
  iamGroup,
  iamUser,
  iamRole,
  iamInstanceProfile,
  iamOidcProvider,
  iamSamlProvider,
  iamAccessKey,
  iamMfaDevice,
  iamCredentialReport,
  iamPolicy,
  s3Bucket,
]
