'use client';

import { OperationPage } from '../operation/operation-page';
import { useStack } from './use-stack';

interface StackOperationPageProps {
  stack: string;
  operation: string;
}

export function StackOperationPage({ stack, operation }: StackOperationPageProps) {
  return <OperationPage kind="stack" uuid={stack} operation={operation} workload={useStack(stack).stack} />;
}
