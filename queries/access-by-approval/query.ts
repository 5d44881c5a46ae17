import { defineQuery, reachRow, texts } from '../../src/query/index.js'

const WAITS = ['acceptance', 'activation', 'approval']

export const accessByApproval = defineQuery({
  id: 'access-by-approval',
  group: 'governance',
  title: 'Access that waits for an activation, an approval or an acceptance',
  params: {},
  columns: ['party', 'entry', 'target', 'waits', 'access', 'data', 'actions', 'outcome', 'requires'],
  order: ['party', 'entry', 'target', 'waits', 'outcome', 'requires', 'actions', 'access', 'data'],
  twin: (graph) =>
    graph.links('CAN_REACH').flatMap((link) => {
      const waits = (texts(link, 'requiresKeys') ?? []).filter((key) => WAITS.includes(key))
      return waits.length === 0 ? [] : [{ ...reachRow(link), waits }]
    }),
})
