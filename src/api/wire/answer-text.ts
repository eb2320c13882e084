import type { JsonText } from '../../domain/json-text';
import type { ApiContext } from '../context';

/**
 * Respond with JSON text. It is sent unparsed where the caller's surface supports that (`takesJsonText`) and no field
 * has to be removed; otherwise it is parsed first.
 */
export function answerText<T>({ response }: Pick<ApiContext, 'response'>, text: JsonText<T>): T {
  // The gate, the output check and the dispatcher recognize the text. All other readers get the parsed value.
  return response.takesJsonText ? (text as unknown as T) : text.parse();
}
