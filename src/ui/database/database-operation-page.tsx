'use client';

import { OperationPage } from '../operation/operation-page';
import { useDatabase } from './use-database';

interface DatabaseOperationPageProps {
  database: string;
  operation: string;
}

export function DatabaseOperationPage({ database, operation }: DatabaseOperationPageProps) {
  const workload = useDatabase(database).database;
  return <OperationPage kind="database" uuid={database} operation={operation} workload={workload} />;
}
