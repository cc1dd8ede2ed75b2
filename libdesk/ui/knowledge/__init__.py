"""What people want to know: technical words explained in place, and words made plainer."""
