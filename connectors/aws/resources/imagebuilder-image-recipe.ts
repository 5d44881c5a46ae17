import { dateField } from '../fields.js'
import { listedResource } from '../listed-resource.js'
import { ownArn } from '../own-arn.js'

/**
 * Image recipes of EC2 Image Builder, shared through policies that AWS RAM writes.
 *
 * @see https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImageRecipePolicy.html
 */
export const imagebuilderImageRecipe = listedResource({
  type: 'aws_imagebuilder_image_recipe',
  list: { call: 'imagebuilder list-image-recipes', field: 'imageRecipeSummaryList', name: 'name' },
  arn: ownArn('arn'),
  policy: { call: 'imagebuilder get-image-recipe-policy', path: ['policy'], mayLack: true },
  properties: ({ entry }) => ({ createdAt: dateField(entry, 'dateCreated') }),
  collect: {
    'imagebuilder list-image-recipes': {
      needs: 'imagebuilder:ListImageRecipes',
      input: { owner: 'Self', maxResults: 100 },
    },
    'imagebuilder get-image-recipe-policy': {
      needs: 'imagebuilder:GetImageRecipePolicy',
      input: ({ arn }) => ({ imageRecipeArn: arn }),
      subject: ({ arn }) => [arn],
    },
  },
})
