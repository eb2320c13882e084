import { z } from 'zod';
import { MAX_GITHUB_APP_NAME } from '../../domain/github-app';
import { webAddress } from '../../domain/input/address/web-address';
import { singleLine } from '../../domain/input/text';
import { findGithubApp } from '../../services/github-apps/find';
import { beginAppCreation } from '../../services/github-apps/setup/begin-creation';
import { askWhereToInstall } from '../../services/github-apps/setup/begin-installation';
import { finishAppCreation } from '../../services/github-apps/setup/finish-creation';
import { finishAppInstallation } from '../../services/github-apps/setup/finish-installation';
import { can } from '../authorize';
import { pathId } from '../wire/answers';
import { timestamp, toTimestamp } from '../wire/timestamp';
import { apiUrlOf, githubAppWire, githubNumber, toGithubAppWire } from './schema';

const tag = 'GitHub Apps';
const audit = 'git_source';
const MAX_STATE = 100;
const MAX_CODE = 200;

const state = z.string().min(1).max(MAX_STATE);
/** Accounts at GitHub.com have letters, digits and hyphens; those of a self-hosted GitHub also have underscores. */
const account = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'Must be the name of a GitHub organization.');

/** The procedures with which a browser creates a GitHub App from a manifest at GitHub, and installs it. */
export const setupProcedures = {
  beginCreation: can('git_source:create', {
    rest: {
      method: 'POST',
      path: '/github-apps/manifests',
      status: 201,
      tag,
      summary: 'Start creating a GitHub App on GitHub, in the caller’s browser',
    },
    input: z.strictObject({
      name: singleLine(MAX_GITHUB_APP_NAME).refine((name) => name !== '', 'Must not be empty.'),
      html_url: webAddress.default('https://github.com'),
      api_url: webAddress.optional(),
      organization: account.nullable().optional(),
    }),
    output: z.object({ url: z.string(), expires_at: timestamp }),
    audit,
  }).mutation(async ({ ctx, input: { name, html_url, api_url, organization = null } }) => {
    const { url, expiresAt } = await beginAppCreation(ctx.scope, {
      name,
      htmlUrl: html_url,
      apiUrl: api_url ?? apiUrlOf(html_url),
      account: organization,
    });
    return { url, expires_at: toTimestamp(expiresAt) };
  }),

  finishCreation: can('git_source:create', {
    rest: {
      method: 'POST',
      path: '/github-apps/manifests/conversions',
      status: 201,
      tag,
      summary: 'Finish creating a GitHub App with the data that GitHub sent back through the browser',
      alsoRefuses: ['not_found'],
    },
    input: z.strictObject({ code: z.string().min(1).max(MAX_CODE), state }),
    output: z.object({ app: githubAppWire, install_url: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { app, installUrl } = await finishAppCreation(ctx.scope, input);
    ctx.scope.notes.targetUuid = app.uuid;
    return { app: toGithubAppWire(ctx.scope, app), install_url: installUrl };
  }),

  beginInstallation: can('git_source:update', {
    rest: {
      method: 'POST',
      path: '/github-apps/{github_app_id}/installations',
      status: 201,
      tag,
      summary: 'Start installing a GitHub App, in the caller’s browser',
      bodyOptional: true,
    },
    input: z.strictObject({ github_app_id: pathId }),
    output: z.object({ url: z.string() }),
    audit,
  }).mutation(async ({ ctx, input }) => {
    const app = await findGithubApp(ctx.scope, input.github_app_id);
    ctx.scope.notes.targetUuid = app.uuid;
    return { url: await askWhereToInstall(ctx.scope, app) };
  }),

  finishInstallation: can('git_source:update', {
    rest: {
      method: 'PUT',
      path: '/github-apps/{github_app_id}/installation',
      status: 200,
      tag,
      summary: 'Use an installation of a GitHub App after GitHub confirms it',
    },
    input: z.strictObject({
      github_app_id: pathId,
      installation_id: githubNumber,
      state: state.optional(),
    }),
    output: githubAppWire,
    audit,
  }).mutation(async ({ ctx, input: { github_app_id, installation_id: installationId, state: sent } }) =>
    toGithubAppWire(
      ctx.scope,
      await finishAppInstallation(ctx.scope, github_app_id, { installationId, state: sent }),
    ),
  ),
};
