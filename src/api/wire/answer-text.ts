import type { JsonText } from '../../domain/json-text';
import type { ApiContext } from '../context';

/**
 * Answer with a text of JSON. It leaves as it is where the caller's surface can send it so (`takesJsonText`) and no field
 * is to be removed from it; everywhere else it is read first.
 */
export function answerText<T>({ response }: Pick<ApiContext, 'response'>, text: JsonText<T>): T {
  // The gate, the check of outputs and the dispatcher know the text; whatever else looks at an answer gets the value.
  return response.takesJsonText ? (text as unknown as T) : text.parse();
}
