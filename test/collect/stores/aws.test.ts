import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openAwsStore } from '../../../connectors/aws/index.js'
import { startMoto, withMoto, type AwsServer } from '../../support/aws/servers.js'
import { keepsTheContract } from '../../support/stores/contract.js'

withMoto('S3', (python) => {
  let server: AwsServer
  let places = 0
  const env = () => ({
    AWS_ENDPOINT_URL: server.endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'made up',
  })

  beforeAll(async () => {
    server = await startMoto(python)
    const client = new S3Client({
      endpoint: server.endpoint,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made up' },
    })
    for (const Bucket of ['kept-here', 'kept-closed']) await client.send(new CreateBucketCommand({ Bucket }))
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: ['arn:aws:s3:::kept-closed', 'arn:aws:s3:::kept-closed/*'],
        },
      ],
    })
    await client.send(new PutBucketPolicyCommand({ Bucket: 'kept-closed', Policy }))
    client.destroy()
  })
  afterAll(() => server.stop())

  keepsTheContract({
    guardsLists: false,
    open: () => openAwsStore(`s3://kept-here/of/p${String(++places)}`, { env: env() }),
    beside: () => openAwsStore(`s3://kept-here/of/p${String(places)}-beside`, { env: env() }),
    denied: () => openAwsStore('s3://kept-closed/p', { env: env() }),
    noBucket: () => openAwsStore('s3://not-there/p', { env: env() }),
    unknownCaller: () => openAwsStore('s3://kept-here/p', { env: env(), profile: 'no-such-profile' }),
  })

  it('says that a server cannot be reached', async () => {
    const store = await openAwsStore('s3://kept-here', { env: { ...env(), AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } })
    await expect(store.write('x', Buffer.from('x'))).rejects.toThrow(
      /^cannot write to `s3:\/\/kept-here`: .*ECONNREFUSED/,
    )
  })
})
