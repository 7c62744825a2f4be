"""Build, audit and publish the warehouse and the site."""
