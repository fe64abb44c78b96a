import { Client } from 'pg';
import { AmphoraError } from '../../core/errors.ts';

/**
 * How sentences name a database: its address without who asks for it and how.
 * @throws AmphoraError `database-address-invalid`
 */
export function describeDatabase(address: string): string {
  if (!/^postgres(ql)?:\/\//.test(address)) throw new AmphoraError('database-address-invalid', {});
  try {
    // It connects to nothing; it knows how the address is read.
    const { host, port, database = '' } = new Client({ connectionString: address });
    return host.startsWith('/') ? `${database} in ${host}` : `${host}:${String(port)}/${database}`;
  } catch {
    // Not even as the cause: what it says may hold the password.
    throw new AmphoraError('database-address-invalid', {});
  }
}
