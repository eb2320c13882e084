import { AppError, errorMessage } from '../../../domain/error';

/** The proxy refused a configuration: the previous one is still active. */
export class RefusedByProxy extends AppError {
  constructor(readonly why: string) {
    super('internal', `The proxy refused its configuration: ${why}`);
  }
}

/** Thrown when something that the proxy served stopped answering; the previous configuration is active again. */
export class NotServed extends AppError {
  constructor(cause: unknown) {
    super('unavailable', errorMessage(cause), { cause });
  }
}
