import type { RequestInfo } from '../../auth/context';
import type { Services } from '../context';

/** Write what someone thinks of the installation into its log, for those who run it (decision 119). */
export function keepFeedback({ log }: Services, { ip, requestId }: RequestInfo, content: string): void {
  log.info({ feedback: content, ip, requestId }, 'feedback received');
}
