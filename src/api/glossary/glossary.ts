import { accountWords } from './accounts';
import { applicationWords } from './applications';
import { commonWords } from './common';
import { databaseWords } from './databases';
import { deploymentWords } from './deployments';
import { notificationWords } from './notifications';
import { serverWords } from './servers';
import { serviceWords } from './services';

/**
 * Meaning of each word on the wire, with its unit and the meaning of an empty value. A field with a meaning of its own
 * describes it with `.meta({ description })`.
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
