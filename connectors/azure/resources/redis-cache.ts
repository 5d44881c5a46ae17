import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/redis/redis/list-by-subscription */
export const redisCache = armResource({
  type: 'azurerm_redis_cache',
  arm: 'Microsoft.Cache/redis',
  az: ['redis list'],
  keep: ['disableAccessKeyAuthentication', 'publicNetworkAccess'],
  isExposing: true,
})
