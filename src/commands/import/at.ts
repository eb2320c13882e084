import type { ProjectDraft } from './draft';

/** Position of a part: its environment and its workload, which are in the names of its secrets. */
export interface At {
  draft: ProjectDraft;
  environment: string;
  key: string;
}
