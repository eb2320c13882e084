import { AppError } from '../../../domain/error';

/** The proxy refused a configuration: the previous one is still active. */
export class RefusedByProxy extends AppError {
  constructor(readonly why: string) {
    super('internal', `The proxy refused its configuration: ${why}`);
  }
}
