import { dateField, objectsField, textField, textsField } from '../fields.js'
import { eitherOf } from '../held-policy.js'
import { listedResource } from '../listed-resource.js'
import type { ResourceType } from '../resource-type.js'
import { ACCEPTED, arnRegion, attachShares } from '../shared-with.js'
import { wholeNames, wholeTexts } from '../whole-list.js'

const SHARES = 'servicecatalog describe-portfolio-shares'
const ACCESS = 'servicecatalog list-portfolio-access'
const SHARE_TYPES = ['ACCOUNT', 'ORGANIZATION', 'ORGANIZATIONAL_UNIT', 'ORGANIZATION_MEMBER_ACCOUNT']

const USE = [
  'servicecatalog:AcceptPortfolioShare',
  'servicecatalog:DescribePortfolio',
  'servicecatalog:AssociatePrincipalWithPortfolio',
]

/**
 * Service Catalog portfolios and with whom they are shared. A share is of use once the other side has accepted it.
 *
 * LIMIT: the products in a shared portfolio, which the other side may then provision, are not named.
 *
 * @see https://docs.aws.amazon.com/servicecatalog/latest/adminguide/catalogs_portfolios_sharing.html
 * @see https://docs.aws.amazon.com/servicecatalog/latest/dg/API_PortfolioShareDetail.html
 */
export const serviceCatalogPortfolio: ResourceType = listedResource({
  type: 'aws_servicecatalog_portfolio',
  list: { call: 'servicecatalog list-portfolios', field: 'PortfolioDetails', name: 'Id' },
  arn: (item) =>
    textField(item.entry, 'ARN') ??
    `arn:${item.partition}:catalog:${arnRegion(item)}:${item.account}:portfolio/${item.name}`,
  asks: eitherOf([
    {
      call: SHARES,
      bears: 'access',
      read: (bodies, found, facts) => {
        const shares = bodies.flatMap((body) => objectsField(body, 'PortfolioShareDetails'))
        const names = (accepted: boolean): string[] =>
          shares
            .filter((entry) => (entry['Accepted'] === true) === accepted)
            .flatMap((entry) => textField(entry, 'PrincipalId') ?? [])
        const wrong = attachShares(facts, found.arn, [
          { names: names(true), actions: USE },
          { names: names(false), actions: USE, condition: ACCEPTED },
        ])
        return bodies.every((body) => wholeNames(body, 'PortfolioShareDetails', ['PrincipalId']))
          ? wrong
          : 'holds no `PortfolioShareDetails`'
      },
    },
    {
      call: ACCESS,
      bears: 'access',
      read: (bodies, found, facts) => {
        const names = bodies.flatMap((body) => textsField(body, 'AccountIds'))
        const wrong = attachShares(facts, found.arn, [{ names, actions: USE, condition: ACCEPTED }], {
          id: `${found.arn}#share/accounts`,
        })
        return bodies.every((body) => wholeTexts(body, 'AccountIds')) ? wrong : 'holds no `AccountIds`'
      },
    },
  ]),
  properties: ({ entry }) => ({
    createdAt: dateField(entry, 'CreatedTime'),
    displayName: textField(entry, 'DisplayName'),
  }),
  collect: {
    'servicecatalog list-portfolios': { needs: 'servicecatalog:ListPortfolios', input: { PageSize: 20 } },
    [SHARES]: SHARE_TYPES.map((type) => ({
      needs: 'servicecatalog:DescribePortfolioShares',
      input: ({ name }) => ({ PortfolioId: name, Type: type }),
      subject: ({ name }) => [name, type],
    })),
  },
})
