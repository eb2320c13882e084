import { describe, expect, it } from 'vitest';
import type { EnvironmentVariable } from '../../db/generated/client';
import { asPreview, awaitsApproval, commitToDeploy } from '../deployments/as-preview';
import { deliveredVariables } from '../deployments/delivered-variables';
import { previewAddress } from './address';

describe('the address of a preview', () => {
  const of = (
    template: string,
    fqdn: string | null = 'https://app.example.com:3000/shop,http://b.example.com',
  ) => {
    const address = previewAddress({ template, fqdn, pullRequestId: 7, random: 'k3x' });
    return address === null || address === 'unusable' ? address : address.url;
  };

  it('has the scheme, port and path of the first domain, and the host of the template', () => {
    expect(of('{{pr_id}}.{{domain}}')).toBe('https://7.app.example.com:3000/shop');
    expect(of('{{random}}-PR.previews.example.com')).toBe('https://k3x-pr.previews.example.com:3000/shop');
  });

  it('is below a wildcard', () => {
    expect(of('{{pr_id}}.{{domain}}', 'http://*.example.com')).toBe('http://7.example.com');
  });

  it('is none without a domain, and unusable where the template gives no host name', () => {
    expect(of('{{pr_id}}.{{domain}}', null)).toBeNull();
    expect(of('-{{pr_id}}-..{{domain}}')).toBe('unusable');
  });
});

describe('the variables of a preview', () => {
  const row = (key: string, flags: Partial<EnvironmentVariable>): EnvironmentVariable =>
    // Only these members are read.
    ({ key, isPreview: false, isShareable: false, ...flags }) as EnvironmentVariable;
  const variables = [
    row('A', {}),
    row('A', { isPreview: true, isShareable: true }),
    row('B', { isShareable: true }),
    row('C', { isPreview: true }),
  ];

  it('are those of previews, and of production what they lack', () => {
    const delivered = deliveredVariables(variables, false);
    expect(delivered.map(({ key, isShareable }) => [key, isShareable])).toEqual([
      ['A', true],
      ['C', false],
      ['B', true],
    ]);
    expect(delivered.every(({ isPreview }) => !isPreview)).toBe(true);
  });

  it('of a fork are those that are marked for it, and none of production', () => {
    expect(deliveredVariables(variables, true).map(({ key }) => key)).toEqual(['A']);
  });
});

describe('the commit of a preview', () => {
  const stranger = { commit: 'b', needsApproval: true, approvedCommit: 'a' };

  it('of a stranger is the one that was approved, also when there is a newer one', () => {
    expect(commitToDeploy(stranger)).toBe('a');
    expect(awaitsApproval(stranger)).toBe(true);
    expect(awaitsApproval({ ...stranger, approvedCommit: 'b' })).toBe(false);
  });

  it('of a member is the newest one', () => {
    expect(commitToDeploy({ ...stranger, needsApproval: false })).toBe('b');
  });
});

describe('an application as a preview', () => {
  type Application = Parameters<typeof asPreview>[0];
  // Only what a preview changes is read.
  const application = {
    uuid: 'app0001',
    buildPack: 'nixpacks',
    limitsMemory: '0',
    limitsMemorySwap: '0',
    limitsMemoryReservation: '0',
    limitsCpus: '2',
    previewLimitsMemory: null,
    previewLimitsCpus: null,
    portsMappings: '80:80',
    customInternalName: 'shop',
    isConsistentContainerNameEnabled: true,
    preDeploymentCommand: 'migrate --token x',
    isGitSubmodulesEnabled: true,
    variables: [],
    aliases: [{ alias: 'shop' }],
    releases: [{}],
  } as unknown as Application;
  const preview = {
    pullRequestId: 7,
    isFork: false,
    fqdn: 'https://7.example.com',
    commit: 'abc1234',
    approvedCommit: null,
    needsApproval: false,
    imageTag: null,
  };

  it('has nothing that only one container can have', () => {
    expect(asPreview(application, preview)).toMatchObject({
      uuid: 'app0001-pr-7',
      fqdn: 'https://7.example.com',
      noindexDomains: 'https://7.example.com',
      gitCommitSha: 'abc1234',
      portsMappings: null,
      customInternalName: null,
      isConsistentContainerNameEnabled: false,
      preDeploymentCommand: 'migrate --token x',
      aliases: [],
      releases: [],
    });
  });

  it('of a fork is limited, and runs no command of production', () => {
    expect(asPreview(application, { ...preview, isFork: true })).toMatchObject({
      limitsMemory: '512m',
      limitsCpus: '2',
      preDeploymentCommand: null,
      isGitSubmodulesEnabled: false,
    });
  });
});
