import { kept } from '../fields.js'
import { named, type ResourceType } from '../resource-type.js'

/**
 * Queues of Cloud Tasks.
 *
 * @see https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues
 */
export const cloudTasksQueue: ResourceType = {
  type: 'google_cloud_tasks_queue',
  assetTypes: ['cloudtasks.googleapis.com/Queue'],
  listed: {
    call: 'cloudtasks queues-list',
    list: 'queues',
    paths: ['task-queues'],
    nameOf: named('cloudtasks.googleapis.com', /^projects\/[^/]+\/locations\/[^/]+\/queues\/[^/]+$/),
  },
  properties: (data) => kept(data, 'state'),
}
