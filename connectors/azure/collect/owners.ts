import { isCutOff, type AzureCall } from './declaration.js'

/**
 * Who owns the objects of a kind: some owners of all objects in one list, and all owners of an object where that list
 * may have been cut off.
 *
 * @see https://learn.microsoft.com/en-us/graph/api/resources/directoryobject
 */
export function ownersOf(kind: 'applications' | 'groups' | 'servicePrincipals', needs: string): readonly AzureCall[] {
  return [
    {
      source: 'graph',
      per: 'tenant',
      api: `/${kind}`,
      version: 'v1.0',
      query: { $select: 'id', $expand: 'owners($select=id,displayName)' },
      needs: [needs],
      isStreamed: true,
      splitAt: 'owners',
    },
    {
      source: 'graph',
      per: 'entry',
      of: `graph/${kind}/*/owners`,
      when: (entry) => isCutOff(entry, 'owners'),
      api: `/${kind}/{id}/owners`,
      version: 'v1.0',
      query: { $select: 'id,displayName', $top: '999' },
      needs: [needs],
    },
  ]
}
