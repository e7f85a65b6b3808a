"""What is kept: TOML in and out, safe saving, the framework library, this computer's settings."""
