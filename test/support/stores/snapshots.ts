import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { awsConnector } from '../../../connectors/aws/index.js'
import { importPaths, type Stored } from '../../../src/snapshot/index.js'

export const connectors = [awsConnector]

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'inroads-stores-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Writes what an account with these roles prints, and gives the folder. */
export function dumpOf(account: string, ...roles: string[]): string {
  const folder = newFolder()
  const place = join(folder, account, 'global')
  mkdirSync(place, { recursive: true })
  const details = {
    UserDetailList: [],
    GroupDetailList: [],
    Policies: [],
    RoleDetailList: roles.map((name) => ({
      RoleName: name,
      Arn: `arn:aws:iam::${account}:role/${name}`,
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '999988887777' } }],
      },
    })),
  }
  writeFileSync(join(place, 'iam-get-account-authorization-details.json'), JSON.stringify(details))
  return folder
}

/** A snapshot of one account with these roles, imported at a time. */
export function imported(home: string, account: string, roles: string[], at = '2026-11-01T00:00:00Z'): Promise<Stored> {
  return importPaths([dumpOf(account, ...roles)], { home, connectors, now: () => new Date(at) })
}
