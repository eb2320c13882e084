import type { ApiError } from '../api-error';
import { MissingPage } from './missing-page';
import { NotPermitted } from './not-permitted';

/** Page for data that does not exist (404), or that the caller's role may not see. */
export function QueryRefusal({ problem, what }: { problem: ApiError; what: string }) {
  return problem.status === 404 ? (
    <MissingPage what={what} />
  ) : (
    <NotPermitted what={what} reason={problem.message} />
  );
}
