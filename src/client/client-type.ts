import type { AppRouter, RouterInputs, RouterOutputs } from '../api/root';
import type { Mutation, Query, Subscription } from './types';

type Procedures = AppRouter['_def']['record'];

type Call<Kind, Input, Output> = Kind extends 'query'
  ? Query<Input, Output>
  : Kind extends 'mutation'
    ? Mutation<Input, Output>
    : Subscription<Input, Output extends AsyncIterable<infer Event> ? Event : never>;

type KindOf<Procedure> = Procedure extends { _def: { type: infer Kind } } ? Kind : never;

/** Every procedure of Gantry, typed by its router. */
export type Client = {
  readonly [Domain in keyof RouterInputs & keyof RouterOutputs & keyof Procedures]: {
    readonly [Name in keyof RouterInputs[Domain] &
      keyof RouterOutputs[Domain] &
      keyof Procedures[Domain]]: Call<
      KindOf<Procedures[Domain][Name]>,
      RouterInputs[Domain][Name],
      RouterOutputs[Domain][Name]
    >;
  };
};
