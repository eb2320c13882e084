ALTER TYPE "SourceKind" ADD VALUE 'compose';
