import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { apiKeyRouter } from './api-key/router';
import { applicationRouter } from './application/router';
import { auditLogRouter } from './audit-log/router';
import { authCheckRouter } from './auth-check/router';
import { authMethodRouter } from './auth-method/router';
import { router } from './authorize';
import { catalogueRouter } from './catalogue/router';
import { cloudInitScriptRouter } from './cloud-init-script/router';
import { cloudTokenRouter } from './cloud-token/router';
import { coderKeyRouter } from './coder-key/router';
import { coderUserRouter } from './coder-user/router';
import { configurationRouter } from './configuration/router';
import { databaseRouter } from './database/router';
import { deploymentRouter } from './deployment/router';
import { destinationRouter } from './destination/router';
import { deviceLoginRouter } from './device-login/router';
import { environmentRouter } from './environment/router';
import { gitTokenRouter } from './git-token/router';
import { githubAppRouter } from './github-app/router';
import { gitlabAppRouter } from './gitlab-app/router';
import { invitationRouter } from './invitation/router';
import { liveRouter } from './live/router';
import { memberRouter } from './member/router';
import { notificationDeliveryRouter } from './notification/delivery-router';
import {
  discordNotificationRouter,
  emailNotificationRouter,
  pushoverNotificationRouter,
  slackNotificationRouter,
  telegramNotificationRouter,
} from './notification/router';
import { webhookNotificationRouter } from './notification/webhook-router';
import { organizationRouter } from './organization/router';
import { passcodeRouter } from './passcode/router';
import { passwordRouter } from './password/router';
import { privateKeyRouter } from './private-key/router';
import { profileRouter } from './profile/router';
import { projectRouter } from './project/router';
import { registrationRouter } from './registration/router';
import { resourceRouter } from './resource/router';
import { roleRouter } from './role/router';
import { s3StorageRouter } from './s3-storage/router';
import { scopeRouter } from './scope/router';
import { serverRouter } from './server/router';
import { sessionRouter } from './session/router';
import { settingsRouter } from './settings/router';
import { setupRouter } from './setup/router';
import {
  environmentVariableRouter,
  projectVariableRouter,
  serverVariableRouter,
  teamVariableRouter,
} from './shared-variable/router';
import { stackApplicationRouter, stackDatabaseRouter } from './stack/component-routers';
import { stackRouter } from './stack/router';
import { systemRouter } from './system/router';
import { tagRouter } from './tag/router';
import { teamRouter } from './team/router';
import { templateRouter } from './template/router';
import { twoFactorRouter } from './two-factor/router';
import { userRouter } from './user/router';
import { webhookDeliveryRouter } from './webhook-delivery/router';

/** The one router tree, which the console, REST and the typed client call. One line per domain. */
export const appRouter = router({
  application: applicationRouter,
  auditLog: auditLogRouter,
  database: databaseRouter,
  deployment: deploymentRouter,
  destination: destinationRouter,
  catalogue: catalogueRouter,
  s3Storage: s3StorageRouter,
  cloudToken: cloudTokenRouter,
  cloudInitScript: cloudInitScriptRouter,
  emailNotification: emailNotificationRouter,
  discordNotification: discordNotificationRouter,
  slackNotification: slackNotificationRouter,
  telegramNotification: telegramNotificationRouter,
  pushoverNotification: pushoverNotificationRouter,
  webhookNotification: webhookNotificationRouter,
  notificationDelivery: notificationDeliveryRouter,
  resource: resourceRouter,
  server: serverRouter,
  stack: stackRouter,
  stackApplication: stackApplicationRouter,
  stackDatabase: stackDatabaseRouter,
  project: projectRouter,
  configuration: configurationRouter,
  githubApp: githubAppRouter,
  gitlabApp: gitlabAppRouter,
  gitToken: gitTokenRouter,
  privateKey: privateKeyRouter,
  environment: environmentRouter,
  apiKey: apiKeyRouter,
  deviceLogin: deviceLoginRouter,
  invitation: invitationRouter,
  live: liveRouter,
  member: memberRouter,
  organization: organizationRouter,
  passcode: passcodeRouter,
  password: passwordRouter,
  profile: profileRouter,
  registration: registrationRouter,
  role: roleRouter,
  authCheck: authCheckRouter,
  authMethod: authMethodRouter,
  coderKey: coderKeyRouter,
  coderUser: coderUserRouter,
  scope: scopeRouter,
  session: sessionRouter,
  settings: settingsRouter,
  setup: setupRouter,
  system: systemRouter,
  tag: tagRouter,
  team: teamRouter,
  teamVariable: teamVariableRouter,
  projectVariable: projectVariableRouter,
  environmentVariable: environmentVariableRouter,
  serverVariable: serverVariableRouter,
  template: templateRouter,
  twoFactor: twoFactorRouter,
  user: userRouter,
  webhookDelivery: webhookDeliveryRouter,
});

export type AppRouter = typeof appRouter;
/** The inputs and outputs of each procedure, for the console and typed clients. */
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;
