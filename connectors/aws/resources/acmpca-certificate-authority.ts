import { compareText } from '../../../src/model/index.js'
import { objectsField, textField, textsField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'
import { attachGrants } from '../resource-policy.js'

const PERMISSIONS = 'acm-pca list-permissions'

/**
 * Private certificate authorities: a policy (also that of AWS RAM shares), and permissions of single AWS services.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_GetPolicy.html
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ListPermissions.html
 */
export const acmpcaCertificateAuthority = listedResource({
  type: 'aws_acmpca_certificate_authority',
  list: { call: 'acm-pca list-certificate-authorities', field: 'CertificateAuthorities', name: 'Arn' },
  arn: ownArn('Arn'),
  policy: { call: 'acm-pca get-policy', path: ['Policy'], mayLack: true },
  asks: [
    {
      call: PERMISSIONS,
      bears: 'nothing',
      holds: 'Permissions',
      read(bodies, { arn }, facts) {
        const listed = bodies.flatMap((body) => objectsField(body, 'Permissions'))
        const grants = listed.flatMap((permission) => {
          const service = textField(permission, 'Principal')
          const account = textField(permission, 'SourceAccount')
          const actions = textsField(permission, 'Actions').map((action) => `acm-pca:${action}`)
          return service === null || actions.length === 0
            ? []
            : [
                {
                  principal: { Service: service },
                  actions: actions.sort(compareText),
                  resources: [arn],
                  ...(account === null ? {} : { condition: { StringEquals: { 'aws:SourceAccount': account } } }),
                },
              ]
        })
        attachGrants(facts, {
          id: `${arn}#grant/permissions`,
          name: 'permissions of services',
          to: arn,
          as: 'grant',
          grants,
        })
        return grants.length === listed.length ? null : 'holds a permission that says neither to whom nor for what'
      },
    },
  ],
  properties: ({ entry }) => ({ status: textField(entry, 'Status'), authorityType: textField(entry, 'Type') }),
  collect: {
    'acm-pca list-certificate-authorities': {
      needs: 'acm-pca:ListCertificateAuthorities',
      input: { ResourceOwner: 'SELF' },
    },
    'acm-pca get-policy': { needs: 'acm-pca:GetPolicy', input: ({ arn }) => ({ ResourceArn: arn }) },
    [PERMISSIONS]: { needs: 'acm-pca:ListPermissions', input: ({ arn }) => ({ CertificateAuthorityArn: arn }) },
  },
})
