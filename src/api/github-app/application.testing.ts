import type { FakeGitHub } from '../../services/github-apps/testing';
import type { ApplicationTest } from '../application/testing';

/**
 * For integration tests only: build the request that connects the app of a fake GitHub.
 * @param keyUuid of the private key
 */
export function githubAppFields(github: FakeGitHub, keyUuid: string) {
  return {
    name: 'Acme deployments',
    html_url: github.url,
    api_url: github.url,
    app_id: github.appId,
    installation_id: github.installationId,
    client_id: 'Iv1.client',
    client_secret: 'the client secret',
    webhook_secret: github.webhookSecret,
    private_key_uuid: keyUuid,
  };
}

/** Store the private key of a fake GitHub's app; return its uuid. */
export async function storeAppKey(
  { call }: Pick<ApplicationTest, 'call'>,
  github: FakeGitHub,
): Promise<string> {
  return (await call('POST', '/security/keys', { name: 'app', private_key: github.pem })).body.uuid;
}

/** Add an application from a repository of a fake GitHub; return its uuid. */
export async function addApplicationOfApp(
  { call, place }: Pick<ApplicationTest, 'call' | 'place'>,
  github_app_uuid: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const { status, body } = await call('POST', '/applications/private-github-app', {
    ...place,
    github_app_uuid,
    git_repository: 'acme/web',
    git_branch: 'main',
    build_pack: 'nixpacks',
    ports_exposes: '3000',
    ...more,
  });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.uuid;
}
