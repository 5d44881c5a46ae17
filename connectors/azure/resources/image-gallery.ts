import { armResource } from '../resource-type.js'

/** @see https://learn.microsoft.com/en-us/rest/api/compute/galleries/list */
export const imageGallery = armResource({
  type: 'azurerm_shared_image_gallery',
  arm: 'Microsoft.Compute/galleries',
  az: ['sig list', 'sig show'],
  keep: ['sharingPermission=sharingProfile.permissions', 'sharingGroups=sharingProfile.groups'],
  isExposing: true,
})
