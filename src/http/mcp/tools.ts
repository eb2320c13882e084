import { applyTool, deployTool, envSetTool, rollbackTool } from './changing-tools';
import {
  applyConfigurationTool,
  exportConfigurationTool,
  planConfigurationTool,
} from './configuration-tools';
import { diagnoseTool } from './diagnose-tool';
import { callOperationTool } from './operation-call';
import { searchOperations } from './operation-search';
import { planTool } from './plan-tool';
import { envDiffTool, findTool, inspectTool, logsTool } from './reading-tools';
import type { Tool } from './tool';

/** All tools, in the order in which they are listed. */
export const tools: readonly Tool[] = [
  findTool,
  inspectTool,
  diagnoseTool,
  logsTool,
  envDiffTool,
  planTool,
  deployTool,
  rollbackTool,
  envSetTool,
  applyTool,
  exportConfigurationTool,
  planConfigurationTool,
  applyConfigurationTool,
  searchOperations,
  callOperationTool,
];
