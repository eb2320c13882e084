import type { RequestInfo } from '../../auth/context';
import type { Services } from '../context';

/** Write feedback about the installation into its log, for its operators (decision 119). */
export function keepFeedback({ log }: Services, { ip, requestId }: RequestInfo, content: string): void {
  log.info({ feedback: content, ip, requestId }, 'feedback received');
}
