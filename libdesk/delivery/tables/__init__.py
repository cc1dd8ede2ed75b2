"""Table files from outside: CSV, XLSX, XLS and ODS read under a limit, CSV and XLSX written."""
