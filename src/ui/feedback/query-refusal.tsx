import type { ApiError } from '../api-error';
import { MissingPage } from './missing-page';
import { NotPermitted } from './not-permitted';

/** The face of data that does not exist (404), or is closed to the caller's role. */
export function QueryRefusal({ problem, what }: { problem: ApiError; what: string }) {
  return problem.status === 404 ? (
    <MissingPage what={what} />
  ) : (
    <NotPermitted what={what} reason={problem.message} />
  );
}
