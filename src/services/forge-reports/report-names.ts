import { createHash } from 'node:crypto';

/** What tells the reports of an application from those of others at the same commit. */
export interface ReportSubject {
  project: string;
  environment: string;
  application: { uuid: string; name: string };
  /** 0: not a preview. */
  pullRequestId: number;
  /** Tells the application from another one of the same name; empty: nothing has to. */
  mark?: string;
}

export interface ReportNames {
  /** Of the status, at most 255 characters. */
  status: string;
  /** Identifies the status for forges that know more than names. */
  key: string;
  /** Of the environment. */
  environment: string;
}

const MOST_OF_A_NAME = 90;
const KEY_LENGTH = 32;

/**
 * Name the reports of an application. Names stay the same from one deployment to the next, because forges can require
 * them.
 * @param tokenUuid of the Git token: Bitbucket lets no token replace the status of another
 */
export function reportNames(
  { project, environment, application, pullRequestId, mark = '' }: ReportSubject,
  tokenUuid: string | null,
): ReportNames {
  const of = `${clip(project)}/${clip(application.name)}${mark && ` ${mark}`}`;
  const isPreview = pullRequestId > 0;
  const identity = [application.uuid, String(isPreview), tokenUuid ?? ''].join(' ');
  const digest = createHash('sha256').update(identity).digest('hex');
  return {
    status: `Gantry: ${of} (${isPreview ? 'preview' : clip(environment, 40)})`,
    key: `gantry-${digest.slice(0, KEY_LENGTH)}`,
    environment: `${isPreview ? `pull request ${pullRequestId}` : clip(environment, 40)} (${of})`,
  };
}

function clip(text: string, most = MOST_OF_A_NAME): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
