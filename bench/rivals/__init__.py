"""The same amounts written plainly elsewhere: SQL for DuckDB and PostgreSQL, and pandas."""
