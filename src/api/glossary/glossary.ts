import { accountWords } from './accounts';
import { applicationWords } from './applications';
import { commonWords } from './common';
import { databaseWords } from './databases';
import { deploymentWords } from './deployments';
import { notificationWords } from './notifications';
import { serverWords } from './servers';
import { serviceWords } from './services';

/**
 * What each word of the wire means, with its unit and what an empty value says. A field that means something of its own
 * says so itself, by `.meta({ description })`.
 */
export const glossary: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...commonWords,
    ...applicationWords,
    ...databaseWords,
    ...serverWords,
    ...deploymentWords,
    ...serviceWords,
    ...accountWords,
    ...notificationWords,
  }),
);
