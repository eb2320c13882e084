import type { Forge } from '../../domain/forge';
import { bitbucket } from './bitbucket';
import type { ForgeApi } from './forge-api';
import { gitea, github } from './github';
import { gitlab } from './gitlab';

export const forgeApis: Readonly<Record<Forge, ForgeApi>> = { github, gitlab, bitbucket, gitea };
