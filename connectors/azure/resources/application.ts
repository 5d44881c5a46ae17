import type { FactsBuilder } from '../../../src/connector/index.js'
import type { JsonObject } from '../../../src/model/index.js'
import { isCutOff } from '../collect/declaration.js'
import { ownersOf } from '../collect/owners.js'
import { addFederatedCredential, CREDENTIAL_KINDS } from '../federated-credential.js'
import { guidField, isGuid, objectsField, textField } from '../fields.js'
import { addOwners } from '../membership.js'
import { addPrincipal, principalId, SERVICE_PRINCIPAL } from '../principal.js'
import type { Records } from '../records.js'
import type { ResourceType } from '../resource-type.js'

export const APPLICATIONS = 'graph/applications'
export const APPLICATION_CREDENTIALS = 'graph/applications/*/federatedIdentityCredentials'
const OWNERS = 'graph/applications/*/owners'

interface Application {
  objectId: string
  appId: string | null
  name: string | null
}

/**
 * Application registrations: the federated identity credentials by which somebody signs in as their service
 * principals, and who owns them.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/application
 * @see https://learn.microsoft.com/en-us/graph/api/resources/federatedidentitycredential
 */
export const application: ResourceType = {
  type: 'application',
  lists: [
    {
      path: APPLICATIONS,
      az: ['ad app list', 'ad app show'],
      kinds: { appId: 'text', federatedIdentityCredentials: 'objects', owners: 'objects' },
      collect: [
        {
          source: 'graph',
          per: 'tenant',
          api: '/applications',
          version: 'v1.0',
          query: { $select: 'id,appId,displayName,signInAudience', $expand: 'federatedIdentityCredentials' },
          needs: ['Application.Read.All'],
          isStreamed: true,
        },
      ],
    },
    {
      path: APPLICATION_CREDENTIALS,
      az: ['ad app federated-credential list'],
      kinds: CREDENTIAL_KINDS,
      collect: [
        {
          source: 'graph',
          per: 'entry',
          of: APPLICATIONS,
          when: (app) => isCutOff(app, 'federatedIdentityCredentials'),
          api: '/applications/{id}/federatedIdentityCredentials',
          version: 'v1.0',
          needs: ['Application.Read.All'],
        },
      ],
    },
    { path: OWNERS, az: ['ad app owner list'], collect: ownersOf('applications', 'Application.Read.All') },
  ],
  normalize(records, facts) {
    const principals = principalsByApp(records)
    const seen = new Map<string, Application>()
    const of = (tenant: string, app: Application): string[] => {
      const listed = app.appId === null ? [] : (principals.get(`${tenant}/${app.appId}`) ?? [])
      return listed.length > 0 ? listed : [addRegistration(records, facts, tenant, app)]
    }
    for (const { value, record } of records.entries(APPLICATIONS)) {
      const objectId = guidField(value, 'id')
      if (objectId === null) {
        records.damaged(record, 'an application without an id')
        continue
      }
      const tenant = record.account
      const app: Application = { objectId, appId: guidField(value, 'appId'), name: textField(value, 'displayName') }
      for (const key of [objectId, app.appId, app.name]) if (key !== null) seen.set(`${tenant}/${key}`, app)
      const credentials = objectsField(value, 'federatedIdentityCredentials')
      const owners = objectsField(value, 'owners')
      if (credentials.length > 0)
        for (const to of of(tenant, app))
          for (const credential of credentials)
            if (!addFederatedCredential(facts, to, credential))
              records.damaged(record, 'a federated identity credential without an issuer')
      if (owners.length > 0) addOwners(records, facts, tenant, owners, of(tenant, app))
    }
    const appOf = (tenant: string, about: string): Application | null => {
      const known = seen.get(`${tenant}/${about}`) ?? seen.get(`${tenant}/${about.toLowerCase()}`)
      if (known !== undefined) return known
      if (!isGuid(about)) return null
      const id = about.toLowerCase()
      return { objectId: id, appId: principals.has(`${tenant}/${id}`) ? id : null, name: null }
    }
    const children = (list: string, use: (to: string[], value: JsonObject, tenant: string) => boolean): void => {
      for (const { value, record } of records.entries(list)) {
        const app = appOf(record.account, record.subject[record.subject.length - 1] ?? '')
        if (app === null || !use(of(record.account, app), value, record.account))
          records.damaged(record, 'an entry of an application that cannot be told or read')
      }
    }
    children(APPLICATION_CREDENTIALS, (to, value) =>
      to.map((id) => addFederatedCredential(facts, id, value)).every(Boolean),
    )
    children(OWNERS, (to, value, tenant) => {
      addOwners(records, facts, tenant, [value], to)
      return guidField(value, 'id') !== null
    })
  },
}

/** Service principals by `<tenant>/<application id>`. */
function principalsByApp(records: Records): Map<string, string[]> {
  const out = new Map<string, string[]>()
  for (const { value, record } of records.entries('graph/servicePrincipals')) {
    const appId = guidField(value, 'appId')
    const objectId = guidField(value, 'id')
    if (appId === null || objectId === null) continue
    const key = `${record.account}/${appId}`
    const id = principalId(record.account, objectId)
    const known = out.get(key)
    if (known === undefined) out.set(key, [id])
    else if (!known.includes(id)) known.push(id)
  }
  return out
}

/** The registration stands for a service principal that was not listed. */
function addRegistration(records: Records, facts: FactsBuilder, tenant: string, app: Application): string {
  return addPrincipal(facts, records, {
    tenant,
    objectId: app.objectId,
    type: SERVICE_PRINCIPAL,
    name: app.name,
    properties: { ...(app.appId === null ? {} : { appId: app.appId }), appOwnerOrganizationId: tenant, listed: false },
  })
}
