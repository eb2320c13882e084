import type { ProjectDraft } from './draft';

/** Where a part is: environment and workload, which name its secrets. */
export interface At {
  draft: ProjectDraft;
  environment: string;
  key: string;
}
