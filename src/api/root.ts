import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { apiKeyRouter } from './api-key/router';
import { applicationRouter } from './application/router';
import { router } from './authorize';
import { deploymentRouter } from './deployment/router';
import { environmentRouter } from './environment/router';
import { liveRouter } from './live/router';
import { privateKeyRouter } from './private-key/router';
import { projectRouter } from './project/router';
import { resourceRouter } from './resource/router';
import { serverRouter } from './server/router';
import { sessionRouter } from './session/router';
import { setupRouter } from './setup/router';
import { systemRouter } from './system/router';
import { teamRouter } from './team/router';

/** The one tree: the console, REST and the typed client all call it. One line per domain. */
export const appRouter = router({
  application: applicationRouter,
  deployment: deploymentRouter,
  resource: resourceRouter,
  server: serverRouter,
  project: projectRouter,
  privateKey: privateKeyRouter,
  environment: environmentRouter,
  apiKey: apiKeyRouter,
  live: liveRouter,
  session: sessionRouter,
  setup: setupRouter,
  system: systemRouter,
  team: teamRouter,
});

export type AppRouter = typeof appRouter;
/** What each procedure takes and answers, for the console and typed clients. */
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
