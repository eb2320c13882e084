import { callOperationTool } from './operation-call';
import { searchOperations } from './operation-search';
import type { Tool } from './tool';

/** Every tool, in the order of the list. */
export const tools: readonly Tool[] = [searchOperations, callOperationTool];
