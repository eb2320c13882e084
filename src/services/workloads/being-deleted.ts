import { AppError } from '../../domain/error';

/** @param what as users call the kind of workload */
export function beingDeleted(what: string): AppError {
  return new AppError('conflict', `The ${what} is being deleted. Nothing else can be done with it.`);
}
