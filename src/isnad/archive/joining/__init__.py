"""What of many reports is put together: mentions that are held to be one, and what lists show of them."""
