import type { AppError } from '../../domain/error';

/** How one surface spells its answers. Procedures never know which one is used. */
export interface Dialect {
  surface: 'v1' | 'v2';
  contentType: string;
  /** Body of a refusal. Called for every code, `internal` included: nothing of a fault's own text may leave. */
  errorBody(error: AppError, requestId: string): Record<string, unknown>;
}
