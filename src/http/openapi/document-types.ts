/** Parts of an OpenAPI 3.1 document that are changed after generation. */
export interface DocumentOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  deprecated?: boolean;
  security?: Record<string, string[]>[];
  parameters?: (DocumentParameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, { schema: DocumentSchema }> };
  responses: Record<string, unknown>;
  /** Permission that the caller needs; `open` or `signed-in` when none is needed. */
  'x-permission'?: string;
  /** Rate limit class that counts the operation. */
  'x-rate-class'?: string;
}

/** Reference to a component. */
export interface Reference {
  $ref: string;
}

export interface DocumentParameter {
  in: string;
  name: string;
  required?: boolean;
  description?: string;
  schema: DocumentSchema;
}

export interface DocumentSchema {
  type?: string;
  properties?: Record<string, DocumentSchema>;
  required?: string[];
  description?: string;
  [key: string]: unknown;
}

export interface OpenApiDocument {
  paths: Record<string, Record<string, DocumentOperation>>;
  components: Record<string, unknown>;
  description?: string;
  [key: string]: unknown;
}
