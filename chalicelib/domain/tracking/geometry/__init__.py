"""Points, paths and areas on the globe, and what lies how far from them."""
