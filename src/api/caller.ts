import { appRouter } from './root';
import { t } from './trpc';

/** Create a caller of the tree in one context. Its calls pass the same gate as requests. */
export const createApiCaller = t.createCallerFactory(appRouter);
