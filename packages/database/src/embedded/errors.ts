/** The embedded PostgreSQL could not be set up or started. The message is one line and names what to change. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError';
}

/** The installed packages hold no PostgreSQL that starts on this platform. */
export class PostgresBinariesError extends EmbeddedPostgresError {
  override name = 'PostgresBinariesError';
}

/** The data directory cannot be made, written to or reached by the account that PostgreSQL runs as. */
export class DataDirectoryError extends EmbeddedPostgresError {
  override name = 'DataDirectoryError';
}

/** Another running Playhead holds the data directory. */
export class DataDirectoryInUseError extends EmbeddedPostgresError {
  override name = 'DataDirectoryInUseError';
}

/** The data directory was made by another major version of PostgreSQL. */
export class PostgresVersionError extends EmbeddedPostgresError {
  override name = 'PostgresVersionError';
}

/** Something else listens on the asked port. */
export class PostgresPortError extends EmbeddedPostgresError {
  override name = 'PostgresPortError';
}
