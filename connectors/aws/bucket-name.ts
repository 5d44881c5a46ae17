/**
 * Names of directory buckets end in `--x-s3`, which no other bucket's may.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-name.html
 */
export function isDirectoryBucket(name: string): boolean {
  return name.endsWith('--x-s3')
}
