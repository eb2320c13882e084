import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { appErrorOf } from '../../api/errors';
import { validationError } from '../../api/validation-error';
import { type AppError, errorOrigin, httpStatus } from '../../domain/error';
import { recordAudit, referenceOf } from '../../services/audit/record';
import { v1 } from '../dialects/v1';
import type { ToolSession } from './session';
import type { Tool, ToolAnswer } from './tool';

/** Call a tool and record the call in the audit trail, whether or not it succeeded. */
export async function callTool(
  tool: Tool,
  sent: Record<string, unknown>,
  session: ToolSession,
): Promise<CallToolResult> {
  const { gateway, info, principal } = session;
  const outcome = await attempt(tool, sent, session);
  const error = 'error' in outcome ? outcome.error : null;
  const entry = { action: `mcp.${tool.name}`, targetType: null, targetUuid: referenceOf(sent.uuid), error };
  await recordAudit(gateway.services, info, principal, entry);
  return 'error' in outcome ? refused(outcome.error, session) : answered(outcome.answer);
}

async function attempt(
  tool: Tool,
  sent: Record<string, unknown>,
  session: ToolSession,
): Promise<{ answer: ToolAnswer } | { error: AppError }> {
  try {
    const input = tool.input.safeParse(sent);
    if (!input.success) throw validationError(input.error);
    return { answer: await tool.call(input.data, session) };
  } catch (error) {
    return { error: appErrorOf(error) };
  }
}

function answered({ data, isUntrusted }: ToolAnswer): CallToolResult {
  const text = JSON.stringify(isUntrusted ? { untrusted: data } : data);
  return {
    content: [{ type: 'text', text }],
    ...(isUntrusted ? { _meta: { 'gantry/untrusted': true } } : {}),
  };
}

/** Format a refusal as REST does, so that a model can read what to do. The message of a fault goes only to the log. */
function refused(error: AppError, { gateway, info }: ToolSession): CallToolResult {
  if (error.code === 'internal')
    gateway.services.log.error(
      { requestId: info.requestId, error: error.message, cause: error.cause && errorOrigin(error.cause) },
      'tool failed',
    );
  const call = {
    requestId: info.requestId,
    permission: null,
    input: undefined,
    secretKeys: new Set<string>(),
  };
  const { body } = v1.refusal(error, call);
  const text = JSON.stringify({ status: httpStatus[error.code], ...body });
  return { content: [{ type: 'text', text }], isError: true };
}
