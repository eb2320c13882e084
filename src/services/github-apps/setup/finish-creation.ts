import { z } from 'zod';
import type { GithubVisit } from '../../../db/generated/client';
import { AppError, invalidField } from '../../../domain/error';
import { Secret } from '../../../domain/secret';
import type { Scope } from '../../context';
import { createPrivateKey } from '../../private-keys/create';
import { callGitHub } from '../client';
import { createGithubApp } from '../create';
import type { GithubApp } from '../find';
import { beginAppInstallation } from './begin-installation';
import { findVisit, returnVisit, spendVisit } from './visit';

/** The shape of GitHub's codes; nothing that leads to another path. */
const codePattern = /^[A-Za-z0-9_-]{1,200}$/;
const LINE_BYTES = 255;
const text = z.string().min(1).max(LINE_BYTES);

/** What GitHub reports of a new app, once. */
const conversion = z.object({
  id: z.int().min(1).max(2_147_483_647),
  slug: text,
  name: text,
  html_url: text,
  client_id: text,
  client_secret: text,
  webhook_secret: text.nullish(),
  pem: z.string().min(1).max(20_000),
});

export interface CreatedApp {
  app: GithubApp;
  /** Where to send the browser to install it. */
  installUrl: string;
}

/**
 * Finish the creation of an app: get it from GitHub with the code that the browser came back with.
 * @throws AppError 404, 409, 400 as `findVisit` · 400 when GitHub refuses the code · 503 when it does not answer
 */
export async function finishAppCreation(
  scope: Scope,
  { code, state }: { code: string; state: string },
): Promise<CreatedApp> {
  if (!codePattern.test(code)) throw invalidField('code', 'Must be the code that GitHub sent back.');
  const visit = await findVisit(scope, 'create', state);
  await spendVisit(scope, visit);
  const made = await convert(scope, visit, code).catch(async (error: unknown) => {
    // The code is valid for an hour: the page can be loaded again.
    if (error instanceof AppError && error.code === 'unavailable') await returnVisit(scope, visit);
    if (error instanceof AppError && error.code === 'not_found')
      throw new AppError(
        'bad_request',
        'GitHub does not accept this code. A code works once and for one hour. Start again.',
        { cause: error },
      );
    throw error;
  });
  const key = await createPrivateKey(scope, {
    name: `GitHub App ${made.slug}`,
    description: `Private key of GitHub App ${made.name}`,
    pem: new Secret(made.pem),
  });
  const { appUuid, apiUrl, htmlUrl, account } = visit;
  const app = await createGithubApp(
    scope,
    {
      name: made.name,
      organization: account,
      apiUrl,
      htmlUrl,
      customUser: 'git',
      customPort: 22,
      appId: made.id,
      installationId: null,
      clientId: made.client_id,
      slug: made.slug,
      clientSecret: new Secret(made.client_secret),
      webhookSecret: made.webhook_secret ? new Secret(made.webhook_secret) : null,
      privateKeyUuid: key.uuid,
    },
    appUuid,
  );
  return { app, installUrl: await beginAppInstallation(scope, app, made.html_url) };
}

function convert(scope: Scope, { apiUrl }: GithubVisit, code: string) {
  return callGitHub(scope.installation, apiUrl, {
    method: 'POST',
    path: `/app-manifests/${code}/conversions`,
    credential: null,
    answer: conversion,
    missing: 'Code',
  });
}
